import { createApp } from 'vue'
import './style/index.css'
import App from './App.vue'
import { start } from './shell/start'

void start().finally(() => createApp(App).mount('#app'))
