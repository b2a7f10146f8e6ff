import { createApp } from 'vue'
import './style/index.css'
import App from './App.vue'

createApp(App).mount('#app')
